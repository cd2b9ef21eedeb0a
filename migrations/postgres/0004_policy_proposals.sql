CREATE TABLE "policy_proposals" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"base" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"file" text COLLATE "C" NOT NULL,
	"policy" json NOT NULL,
	"author" json NOT NULL,
	"summary" json NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"rest" json NOT NULL
);
--> statement-breakpoint
CREATE INDEX "policy_proposals_open" ON "policy_proposals" USING btree ("id") WHERE "policy_proposals"."state" = 'open';--> statement-breakpoint
CREATE INDEX "policy_proposals_file" ON "policy_proposals" USING btree ("hash","id");--> statement-breakpoint
CREATE INDEX "requests_waiting" ON "requests" USING btree ("id") WHERE "requests"."state" in ('pending', 'needs_info');