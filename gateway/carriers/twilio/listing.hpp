// What Twilio's lists of Messages and Media say
// (https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/carriers/carrier.hpp"

namespace warmline::carriers::twilio {

struct Page {
  std::vector<ListedText> texts;  // as listed: the newest first
  std::size_t unreadable = 0;
  std::string next_page_uri;  // relative to the API's host; empty on the last page
};

// `malformed` for what is not a page. A message that makes no sense, as one between addresses that
// are no phone numbers, is only counted.
routing::Result<Page> read_page(std::string_view body);

// `origin` is put in front of each picture's own address. `malformed` as above.
routing::Result<std::vector<routing::Media>> read_media(std::string_view body,
                                                        std::string_view origin);

// RFC 2822 or RFC 9110: "Thu, 24 Aug 2023 05:01:45 +0000", "… GMT".
std::optional<routing::Instant> read_date(std::string_view text);

// "https://api.twilio.com" of any URL there.
std::string_view origin_of(std::string_view url);

// The URL that a page names as the next, where it leads to the same origin: whoever is asked there
// gets our password. Empty where it does not.
std::string url_within(std::string_view origin, std::string_view uri);

// What an account on trial finds in front of everything it sends.
inline constexpr std::string_view trial_prefix = "Sent from your Twilio trial account - ";

}  // namespace warmline::carriers::twilio
