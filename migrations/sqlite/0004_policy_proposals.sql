CREATE TABLE `policy_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`base` text NOT NULL,
	`hash` text NOT NULL,
	`file` text NOT NULL,
	`policy` text NOT NULL,
	`author` text NOT NULL,
	`summary` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`rest` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `policy_proposals_open` ON `policy_proposals` (`id`) WHERE "policy_proposals"."state" = 'open';--> statement-breakpoint
CREATE INDEX `policy_proposals_file` ON `policy_proposals` (`hash`,`id`);--> statement-breakpoint
CREATE INDEX `requests_waiting` ON `requests` (`id`) WHERE "requests"."state" in ('pending', 'needs_info');