CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`person` text NOT NULL,
	`system` text NOT NULL,
	`native` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_native` ON `accounts` (`system`,`native`);--> statement-breakpoint
CREATE INDEX `accounts_of_person` ON `accounts` (`person`,`system`,`id`);--> statement-breakpoint
CREATE TABLE `apps` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`connector` text NOT NULL,
	`row` text NOT NULL,
	`policy_version` text NOT NULL,
	`retired_at` integer
);
--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`object` text NOT NULL,
	`outcome` text NOT NULL,
	`because` text NOT NULL,
	`detail` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bundles` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`row` text NOT NULL,
	`policy_version` text NOT NULL,
	`retired_at` integer
);
--> statement-breakpoint
CREATE TABLE `cards` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`role` text NOT NULL,
	`about_kind` text NOT NULL,
	`about_id` text NOT NULL,
	`person` text NOT NULL,
	`created_at` integer NOT NULL,
	`channel` text,
	`ts` text,
	`shown` text
);
--> statement-breakpoint
CREATE INDEX `cards_about` ON `cards` (`about_id`,`about_kind`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `cards_home` ON `cards` (`person`) WHERE "cards"."role" = 'home';--> statement-breakpoint
CREATE TABLE `entitlements` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`app` text NOT NULL,
	`risk` text NOT NULL,
	`row` text NOT NULL,
	`policy_version` text NOT NULL,
	`retired_at` integer
);
--> statement-breakpoint
CREATE TABLE `grants` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`request` text NOT NULL,
	`person` text NOT NULL,
	`entitlement` text NOT NULL,
	`duration` integer NOT NULL,
	`state` text NOT NULL,
	`desired` text NOT NULL,
	`observed` text NOT NULL,
	`adopted` integer NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`warn_at` integer,
	`active_at` integer,
	`ended_at` integer,
	`rest` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `grants_home` ON `grants` (`person`,`expires_at`,`id`) WHERE "grants"."state" not in ('revoked', 'not_started', 'written_off');--> statement-breakpoint
CREATE INDEX `grants_live` ON `grants` (`id`) WHERE "grants"."state" not in ('revoked', 'not_started', 'written_off');--> statement-breakpoint
CREATE INDEX `grants_of_request` ON `grants` (`request`,`id`);--> statement-breakpoint
CREATE INDEX `grants_due` ON `grants` (`expires_at`,`id`) WHERE "grants"."desired" = 'present' and "grants"."state" not in ('revoked', 'not_started', 'written_off');--> statement-breakpoint
CREATE INDEX `grants_to_warn` ON `grants` (`warn_at`,`id`) WHERE "grants"."state" = 'active' and "grants"."warn_at" is not null;--> statement-breakpoint
CREATE TABLE `inbox` (
	`source` text NOT NULL,
	`key` text NOT NULL,
	`received_at` integer NOT NULL,
	`handled_at` integer,
	`outcome` text,
	PRIMARY KEY(`source`, `key`)
);
--> statement-breakpoint
CREATE INDEX `inbox_received` ON `inbox` (`received_at`);--> statement-breakpoint
CREATE TABLE `job_runs` (
	`job` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`priority` integer NOT NULL,
	`not_before` integer NOT NULL,
	`attempts` integer NOT NULL,
	`wanted` integer NOT NULL,
	`fence` integer NOT NULL,
	`lease_until` integer,
	`lease_owner` text,
	`enqueued_at` integer NOT NULL,
	`last_error` text,
	PRIMARY KEY(`kind`, `key`)
);
--> statement-breakpoint
CREATE INDEX `outbox_order` ON `outbox` (`priority`,`not_before`);--> statement-breakpoint
CREATE INDEX `outbox_next` ON `outbox` (`not_before`) WHERE "outbox"."lease_until" is null;--> statement-breakpoint
CREATE INDEX `outbox_held` ON `outbox` (`lease_until`) WHERE "outbox"."lease_until" is not null;--> statement-breakpoint
CREATE INDEX `outbox_stuck` ON `outbox` (`enqueued_at`) WHERE "outbox"."attempts" > 0;--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`manager` text,
	`department` text NOT NULL,
	`title` text NOT NULL,
	`location` text NOT NULL,
	`status` text NOT NULL,
	`start_date` text,
	`end_date` text,
	`groups` text NOT NULL,
	`attributes` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `person_groups` (
	`group_name` text NOT NULL,
	`person` text NOT NULL,
	PRIMARY KEY(`group_name`, `person`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `person_groups_of_person` ON `person_groups` (`person`);--> statement-breakpoint
CREATE TABLE `policy_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`hash` text NOT NULL,
	`applied_at` integer NOT NULL,
	`applied_by` text NOT NULL,
	`policy` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policy_versions_number_unique` ON `policy_versions` (`number`);--> statement-breakpoint
CREATE TABLE `request_asked` (
	`request` text NOT NULL,
	`person` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`request`, `person`),
	FOREIGN KEY (`request`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `request_asked_person` ON `request_asked` (`person`,`created_at`,`request`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`revision` integer NOT NULL,
	`state` text NOT NULL,
	`requester` text NOT NULL,
	`target_kind` text NOT NULL,
	`target_id` text NOT NULL,
	`entitlements` text NOT NULL,
	`risk` text NOT NULL,
	`duration` integer NOT NULL,
	`reason` text NOT NULL,
	`policy_version` text NOT NULL,
	`rule` text NOT NULL,
	`because` text NOT NULL,
	`asked` text NOT NULL,
	`created_at` integer NOT NULL,
	`deadline_at` integer NOT NULL,
	`rest` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `requests_open` ON `requests` (`requester`,`created_at`,`id`) WHERE "requests"."state" in ('pending', 'needs_info');--> statement-breakpoint
CREATE INDEX `requests_of_person` ON `requests` (`requester`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `requests_due` ON `requests` (`deadline_at`,`id`) WHERE "requests"."state" = 'pending';--> statement-breakpoint
CREATE TABLE `task_fulfillers` (
	`task` text NOT NULL,
	`person` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`task`, `person`),
	FOREIGN KEY (`task`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `task_fulfillers_person` ON `task_fulfillers` (`person`,`created_at`,`task`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`grant_id` text NOT NULL,
	`work` text NOT NULL,
	`fulfillers` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`rest` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tasks_open` ON `tasks` (`grant_id`,`id`) WHERE "tasks"."state" = 'open';--> statement-breakpoint
CREATE TABLE `votes` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`revision` integer NOT NULL,
	`person` text NOT NULL,
	`verdict` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`request`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `votes_once` ON `votes` (`request`,`revision`,`person`);