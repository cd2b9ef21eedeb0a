ALTER TABLE `requests` ADD `origin` text DEFAULT 'asked' NOT NULL;--> statement-breakpoint
CREATE INDEX `requests_broken` ON `requests` (`requester`,`created_at`,`id`) WHERE "requests"."origin" = 'break_glass';--> statement-breakpoint
ALTER TABLE `tasks` ADD `remind_at` integer;--> statement-breakpoint
CREATE INDEX `tasks_to_remind` ON `tasks` (`remind_at`,`id`) WHERE "tasks"."remind_at" is not null;