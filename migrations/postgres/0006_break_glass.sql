ALTER TABLE "requests" ADD COLUMN "origin" text COLLATE "C" DEFAULT 'asked' NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "remind_at" bigint;--> statement-breakpoint
CREATE INDEX "requests_broken" ON "requests" USING btree ("requester","created_at","id") WHERE "requests"."origin" = 'break_glass';--> statement-breakpoint
CREATE INDEX "tasks_to_remind" ON "tasks" USING btree ("remind_at","id") WHERE "tasks"."remind_at" is not null;