/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 11.8.6-MariaDB
CREATE TABLE `yourls_url` (
  `keyword` varchar(200) NOT NULL,
  `url` text NOT NULL,
  `title` text DEFAULT NULL,
  `timestamp` timestamp NULL DEFAULT current_timestamp(),
  `clicks` int(11) DEFAULT 0,
  PRIMARY KEY (`keyword`)
);
INSERT INTO `yourls_url` VALUES
('a','https://example.com/a','Grüße','2024-02-01 12:00:00',1),
('b','https://example.com/b,'B','2024-02-01 12:00:00',2),
('c','https://example.com/c','C','2024-02-01 12:00:00',3),
('d','https://example.com/d','D','01.02.2024',4),
('e','https://example.com/e','E','2024-02-01 12:00:00'),
('f','https://example.com/f','F','2024-02-01 12:00:00',-6),
('g','https://example.com/g','G','2024-02-01 12:00:00',7)
('h','https://example.com/h','H','2024-02-01 12:00:00',8),
('i','https://example.com/i','I','2024-02-01 12:00:00',9);
INSERT INTO `yourls_url` VALUES
('j','https://example.com/j','J','2024-02-01 12:00:00',10),
('k','https://example.com/tor