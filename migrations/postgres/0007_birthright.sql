CREATE TABLE "assignments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"entitlement" text COLLATE "C" NOT NULL,
	"rule" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"grant_id" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"since" bigint NOT NULL,
	"rest" json NOT NULL
);
--> statement-breakpoint
CREATE INDEX "assignments_of_person" ON "assignments" USING btree ("person","id");--> statement-breakpoint
CREATE INDEX "assignments_held_back" ON "assignments" USING btree ("person") WHERE "assignments"."state" = 'held_back';