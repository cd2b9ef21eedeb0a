CREATE TABLE "user_group_members" (
	"handle" text COLLATE "C" NOT NULL,
	"native" text COLLATE "C" NOT NULL,
	CONSTRAINT "user_group_members_handle_native_pk" PRIMARY KEY("handle","native")
);
--> statement-breakpoint
CREATE TABLE "user_groups" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"synced_at" bigint NOT NULL,
	"groups" json NOT NULL
);
