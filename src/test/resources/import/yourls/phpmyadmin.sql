-- phpMyAdmin SQL Dump
-- version 5.2.1
-- https://www.phpmyadmin.net/

SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
SET time_zone = "+00:00";

CREATE TABLE IF NOT EXISTS `go_url` (
  `keyword` varchar(200) NOT NULL,
  `url` text NOT NULL,
  `title` text DEFAULT NULL,
  `timestamp` timestamp NOT NULL DEFAULT current_timestamp(),
  `ip` varchar(41) NOT NULL,
  `clicks` int(10) UNSIGNED NOT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4;

INSERT INTO `go_url` (`keyword`, `url`, `title`, `timestamp`, `ip`, `clicks`) VALUES
('yourls', 'https://yourls.org/', 'YOURLS: Your Own URL Shortener', '2024-02-01 12:00:00', '192.0.2.7', 5),
('add', 'https://example.com/reserved', 'It''s doubled', '2024-02-01 12:00:00', '192.0.2.7', 0),
('yourls', 'https://example.com/again', NULL, '2024-02-01 12:00:00', '192.0.2.7', 0);

INSERT INTO `go_url` (`clicks`, `url`, `keyword`) VALUES (7, 'https://example.com/order', 'order');

ALTER TABLE `go_url`
  ADD PRIMARY KEY (`keyword`);
COMMIT;
