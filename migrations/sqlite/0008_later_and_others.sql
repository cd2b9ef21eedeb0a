CREATE TABLE `absences` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`person` text NOT NULL,
	`until_at` integer,
	`created_at` integer NOT NULL,
	`answer` text
);
--> statement-breakpoint
CREATE INDEX `absences_person` ON `absences` (`person`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `delegations` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`from_person` text NOT NULL,
	`to_person` text NOT NULL,
	`zone` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer,
	`ended_at` integer,
	`ended_by` text
);
--> statement-breakpoint
CREATE INDEX `delegations_from` ON `delegations` (`from_person`,`id`) WHERE "delegations"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `delegations_to` ON `delegations` (`to_person`,`id`) WHERE "delegations"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `delegations_due` ON `delegations` (`due_at`,`id`) WHERE "delegations"."due_at" is not null;--> statement-breakpoint
CREATE TABLE `pre_approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`approver` text NOT NULL,
	`person` text NOT NULL,
	`target_kind` text NOT NULL,
	`target_id` text NOT NULL,
	`most` integer NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`zone` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `pre_approvals_for` ON `pre_approvals` (`person`,`ends_at`,`id`) WHERE "pre_approvals"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `pre_approvals_by` ON `pre_approvals` (`approver`,`ends_at`,`id`) WHERE "pre_approvals"."ended_at" is null;--> statement-breakpoint
ALTER TABLE `votes` ADD `stands_in_for` text;--> statement-breakpoint
ALTER TABLE `votes` ADD `pre_approval` text;--> statement-breakpoint
CREATE INDEX `grants_to_start` ON `grants` (`warn_at`,`id`) WHERE "grants"."state" = 'planned' and "grants"."warn_at" is not null;--> statement-breakpoint
CREATE INDEX `people_of_manager` ON `people` (`manager`);