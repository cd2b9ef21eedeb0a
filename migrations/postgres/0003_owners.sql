CREATE TABLE "owner_settings" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"entitlement" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"description" text COLLATE "C",
	"risk" text COLLATE "C",
	"max_duration" integer,
	"approvers" json,
	"set_by" text COLLATE "C" NOT NULL,
	"set_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usages" (
	"person" text COLLATE "C" NOT NULL,
	"used" text COLLATE "C" NOT NULL,
	"last_used" bigint NOT NULL,
	"reported_at" bigint NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	CONSTRAINT "usages_person_used_pk" PRIMARY KEY("person","used")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "owner_settings_number" ON "owner_settings" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "owner_settings_version" ON "owner_settings" USING btree ("entitlement","version");--> statement-breakpoint
CREATE INDEX "people_of_role" ON "people" USING btree ("department","title","id");