CREATE TABLE "absences" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"until_at" bigint,
	"created_at" bigint NOT NULL,
	"answer" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "delegations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"from_person" text COLLATE "C" NOT NULL,
	"to_person" text COLLATE "C" NOT NULL,
	"zone" text COLLATE "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"due_at" bigint,
	"ended_at" bigint,
	"ended_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "pre_approvals" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"approver" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"target_kind" text COLLATE "C" NOT NULL,
	"target_id" text COLLATE "C" NOT NULL,
	"most" integer NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"zone" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "stands_in_for" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "votes" ADD COLUMN "pre_approval" text COLLATE "C";--> statement-breakpoint
CREATE INDEX "absences_person" ON "absences" USING btree ("person","created_at","id");--> statement-breakpoint
CREATE INDEX "delegations_from" ON "delegations" USING btree ("from_person","id") WHERE "delegations"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "delegations_to" ON "delegations" USING btree ("to_person","id") WHERE "delegations"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "delegations_due" ON "delegations" USING btree ("due_at","id") WHERE "delegations"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "pre_approvals_for" ON "pre_approvals" USING btree ("person","ends_at","id") WHERE "pre_approvals"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "pre_approvals_by" ON "pre_approvals" USING btree ("approver","ends_at","id") WHERE "pre_approvals"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "grants_to_start" ON "grants" USING btree ("warn_at","id") WHERE "grants"."state" = 'planned' and "grants"."warn_at" is not null;--> statement-breakpoint
CREATE INDEX "people_of_manager" ON "people" USING btree ("manager");