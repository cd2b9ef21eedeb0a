CREATE TABLE "accounts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"system" text COLLATE "C" NOT NULL,
	"native" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "apps" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"connector" text COLLATE "C" NOT NULL,
	"row" json NOT NULL,
	"policy_version" text COLLATE "C" NOT NULL,
	"retired_at" bigint
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"action" text COLLATE "C" NOT NULL,
	"object" text COLLATE "C" NOT NULL,
	"outcome" text COLLATE "C" NOT NULL,
	"because" text COLLATE "C" NOT NULL,
	"detail" json NOT NULL,
	"prev_hash" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bundles" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"row" json NOT NULL,
	"policy_version" text COLLATE "C" NOT NULL,
	"retired_at" bigint
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"about_kind" text COLLATE "C" NOT NULL,
	"about_id" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"channel" text COLLATE "C",
	"ts" text COLLATE "C",
	"shown" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "entitlements" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"app" text COLLATE "C" NOT NULL,
	"risk" text COLLATE "C" NOT NULL,
	"row" json NOT NULL,
	"policy_version" text COLLATE "C" NOT NULL,
	"retired_at" bigint
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"request" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"entitlement" text COLLATE "C" NOT NULL,
	"duration" integer NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"desired" text COLLATE "C" NOT NULL,
	"observed" text COLLATE "C" NOT NULL,
	"adopted" boolean NOT NULL,
	"attempts" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"warn_at" bigint,
	"active_at" bigint,
	"ended_at" bigint,
	"rest" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"source" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"received_at" bigint NOT NULL,
	"handled_at" bigint,
	"outcome" text COLLATE "C",
	CONSTRAINT "inbox_source_key_pk" PRIMARY KEY("source","key")
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"job" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"kind" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"priority" integer NOT NULL,
	"not_before" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"wanted" integer NOT NULL,
	"fence" bigint NOT NULL,
	"lease_until" bigint,
	"lease_owner" text COLLATE "C",
	"enqueued_at" bigint NOT NULL,
	"last_error" text COLLATE "C",
	CONSTRAINT "outbox_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"manager" text COLLATE "C",
	"department" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"location" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"start_date" text COLLATE "C",
	"end_date" text COLLATE "C",
	"groups" json NOT NULL,
	"attributes" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_groups" (
	"group_name" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	CONSTRAINT "person_groups_group_name_person_pk" PRIMARY KEY("group_name","person")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"applied_at" bigint NOT NULL,
	"applied_by" text COLLATE "C" NOT NULL,
	"policy" json NOT NULL,
	CONSTRAINT "policy_versions_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "request_asked" (
	"request" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "request_asked_request_person_pk" PRIMARY KEY("request","person")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"revision" integer NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"requester" text COLLATE "C" NOT NULL,
	"target_kind" text COLLATE "C" NOT NULL,
	"target_id" text COLLATE "C" NOT NULL,
	"entitlements" json NOT NULL,
	"risk" text COLLATE "C" NOT NULL,
	"duration" integer NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"policy_version" text COLLATE "C" NOT NULL,
	"rule" text COLLATE "C" NOT NULL,
	"because" text COLLATE "C" NOT NULL,
	"asked" json NOT NULL,
	"created_at" bigint NOT NULL,
	"deadline_at" bigint NOT NULL,
	"rest" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task_fulfillers" (
	"task" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "task_fulfillers_task_person_pk" PRIMARY KEY("task","person")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"grant_id" text COLLATE "C" NOT NULL,
	"work" text COLLATE "C" NOT NULL,
	"fulfillers" json NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"rest" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "votes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"request" text COLLATE "C" NOT NULL,
	"revision" integer NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"verdict" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "person_groups" ADD CONSTRAINT "person_groups_person_people_id_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_asked" ADD CONSTRAINT "request_asked_request_requests_id_fk" FOREIGN KEY ("request") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_fulfillers" ADD CONSTRAINT "task_fulfillers_task_tasks_id_fk" FOREIGN KEY ("task") REFERENCES "public"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "votes" ADD CONSTRAINT "votes_request_requests_id_fk" FOREIGN KEY ("request") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_native" ON "accounts" USING btree ("system","native");--> statement-breakpoint
CREATE INDEX "accounts_of_person" ON "accounts" USING btree ("person","system","id");--> statement-breakpoint
CREATE INDEX "cards_about" ON "cards" USING btree ("about_id","about_kind","id");--> statement-breakpoint
CREATE UNIQUE INDEX "cards_home" ON "cards" USING btree ("person") WHERE "cards"."role" = 'home';--> statement-breakpoint
CREATE INDEX "grants_home" ON "grants" USING btree ("person","expires_at","id") WHERE "grants"."state" not in ('revoked', 'not_started', 'written_off');--> statement-breakpoint
CREATE INDEX "grants_live" ON "grants" USING btree ("id") WHERE "grants"."state" not in ('revoked', 'not_started', 'written_off');--> statement-breakpoint
CREATE INDEX "grants_of_request" ON "grants" USING btree ("request","id");--> statement-breakpoint
CREATE INDEX "grants_due" ON "grants" USING btree ("expires_at","id") WHERE "grants"."desired" = 'present' and "grants"."state" not in ('revoked', 'not_started', 'written_off');--> statement-breakpoint
CREATE INDEX "grants_to_warn" ON "grants" USING btree ("warn_at","id") WHERE "grants"."state" = 'active' and "grants"."warn_at" is not null;--> statement-breakpoint
CREATE INDEX "inbox_received" ON "inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "outbox_order" ON "outbox" USING btree ("priority","not_before");--> statement-breakpoint
CREATE INDEX "outbox_next" ON "outbox" USING btree ("not_before") WHERE "outbox"."lease_until" is null;--> statement-breakpoint
CREATE INDEX "outbox_held" ON "outbox" USING btree ("lease_until") WHERE "outbox"."lease_until" is not null;--> statement-breakpoint
CREATE INDEX "outbox_stuck" ON "outbox" USING btree ("enqueued_at") WHERE "outbox"."attempts" > 0;--> statement-breakpoint
CREATE INDEX "person_groups_of_person" ON "person_groups" USING btree ("person");--> statement-breakpoint
CREATE INDEX "request_asked_person" ON "request_asked" USING btree ("person","created_at","request");--> statement-breakpoint
CREATE INDEX "requests_open" ON "requests" USING btree ("requester","created_at","id") WHERE "requests"."state" in ('pending', 'needs_info');--> statement-breakpoint
CREATE INDEX "requests_of_person" ON "requests" USING btree ("requester","created_at","id");--> statement-breakpoint
CREATE INDEX "requests_due" ON "requests" USING btree ("deadline_at","id") WHERE "requests"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "task_fulfillers_person" ON "task_fulfillers" USING btree ("person","created_at","task");--> statement-breakpoint
CREATE INDEX "tasks_open" ON "tasks" USING btree ("grant_id","id") WHERE "tasks"."state" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "votes_once" ON "votes" USING btree ("request","revision","person");