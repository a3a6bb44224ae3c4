#include "gateway/carriers/simulator/webhook_parameters.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "gateway/carriers/simulator/exchange.hpp"
#include "gateway/carriers/simulator/message_json.hpp"
#include "routing/phone_number.hpp"
#include "routing/segment.hpp"

namespace warmline::carriers::simulator {
namespace {

constexpr std::size_t media_max = 10;

struct Magic {
  std::string_view number;
  int code;
};
constexpr std::array magic_to{Magic{"+15005550001", 21211}, Magic{"+15005550002", 21612},
                              Magic{"+15005550003", 21408}, Magic{"+15005550004", 21610},
                              Magic{"+15005550009", 21614}};
constexpr std::array magic_from{Magic{"+15005550001", 21212}, Magic{"+15005550007", 21606},
                                Magic{"+15005550008", 21611}};

int magic(std::span<const Magic> table, std::string_view number) {
  const auto found = std::ranges::find(table, number, &Magic::number);
  return found == table.end() ? 0 : found->code;
}

std::string_view message_of(int code) {
  switch (code) {
    case 21408:
      return "Permission to send an SMS has not been enabled for the region indicated by the 'To' "
             "number.";
    case 21606:
      return "The 'From' phone number provided is not a valid message-capable Twilio phone number "
             "for this destination/account";
    case 21610:
      return "Attempt to send to unsubscribed recipient";
    case 21611:
      return "This 'From' number has exceeded the maximum number of queued messages";
    case 21612:
      return "The 'To' phone number is not currently reachable using the 'From' phone number";
    case 21614:
      return "'To' number is not a valid mobile number";
    default:
      return "The number is not a valid phone number.";
  }
}

bool is_sender(const std::string& text) {
  return routing::PhoneNumber::parse(text).has_value();
}

// A name can send, but not be texted.
bool is_receiver(const std::string& text) {
  const auto number = routing::PhoneNumber::parse(text);
  return number && number->kind() != routing::PhoneNumber::Kind::alphanumeric;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_web_address(std::string_view url) {
  const bool http = url.starts_with("http://") || url.starts_with("https://");
  const auto host = url.substr(std::min(url.find("://") + 3, url.size()));
  // Twilio refuses hosts with an underscore.
  return http && !host.empty() && !host.substr(0, host.find_first_of("/:?#")).contains('_');
}

std::string_view word(routing::Keyword keyword) {
  switch (keyword) {
    case routing::Keyword::stop:
      return "STOP";
    case routing::Keyword::start:
      return "START";
    case routing::Keyword::help:
      return "HELP";
    case routing::Keyword::forget:
    case routing::Keyword::menu:
    case routing::Keyword::switch_:
    case routing::Keyword::wait:  // the line's own: no carrier marks it
      break;
  }
  std::unreachable();
}

}  // namespace

twilio::Parameters text_parameters(const CarriedText& text, const std::string& account_sid,
                                   std::optional<routing::Keyword> keyword,
                                   const std::string& api_url) {
  twilio::Parameters list;
  if (keyword) {
    list.emplace_back("OptOutType", word(*keyword));
    list.emplace_back("MessagingServiceSid", "MG" + account_sid.substr(2));
  }
  for (std::size_t i = 0; i < text.media.size(); ++i) {
    list.emplace_back("MediaContentType" + std::to_string(i), text.media[i].content_type);
    list.emplace_back("MediaUrl" + std::to_string(i), api_url + media_path(text, i, account_sid));
  }
  const twilio::Parameters rest{
      {"ToCountry", "US"},
      {"ToState", ""},
      {"SmsMessageSid", text.sid},
      {"NumMedia", std::to_string(text.media.size())},
      {"ToCity", ""},
      {"FromZip", ""},
      {"SmsSid", text.sid},
      {"FromState", ""},
      {"SmsStatus", "received"},
      {"FromCity", ""},
      {"Body", text.body},
      {"FromCountry", "US"},
      {"To", text.to},
      {"ToZip", ""},
      {"NumSegments",
       std::to_string(std::max(routing::segments(text.body).count, text.media.size()))},
      {"ReferralNumMedia", "0"},
      {"MessageSid", text.sid},
      {"AccountSid", account_sid},
      {"From", text.from},
      {"ApiVersion", "2010-04-01"},
  };
  list.insert(list.end(), rest.begin(), rest.end());
  return list;
}

twilio::Parameters receipt_parameters(const CarriedText& text, const std::string& account_sid) {
  twilio::Parameters list;
  if (text.error_code != 0) list.emplace_back("ErrorCode", std::to_string(text.error_code));
  const twilio::Parameters rest{
      {"SmsSid", text.sid}, {"SmsStatus", text.status},  {"MessageStatus", text.status},
      {"To", text.to},      {"MessageSid", text.sid},    {"AccountSid", account_sid},
      {"From", text.from},  {"ApiVersion", "2010-04-01"}};
  list.insert(list.end(), rest.begin(), rest.end());
  return list;
}

std::optional<Refusal> refusal_of_parameters(const SendRequest& wanted) {
  const auto refused = [](int code, std::string message) {
    return Refusal{.status = 400, .code = code, .message = std::move(message)};
  };
  if (wanted.to.empty()) return refused(21604, "A 'To' phone number is required.");
  if (wanted.from.empty()) {
    return refused(21603, "A 'From' phone number is required to send a message.");
  }
  if (wanted.body.empty() && wanted.media_urls.empty()) {
    return refused(21602, "Message body is required.");
  }
  if (const int code = magic(magic_to, wanted.to); code != 0) {
    return refused(code, std::string(message_of(code)));
  }
  if (const int code = magic(magic_from, wanted.from); code != 0) {
    return refused(code, std::string(message_of(code)));
  }
  if (!is_receiver(wanted.to)) {
    return refused(21211, "The 'To' number is not a valid phone number.");
  }
  if (!is_sender(wanted.from)) {
    return refused(21212,
                   "The 'From' number is not a valid phone number, shortcode, or "
                   "alphanumeric sender ID.");
  }
  if (characters(wanted.body) > routing::body_characters_max) {
    return refused(21617, "The concatenated message body exceeds the 1600 character limit");
  }
  if (wanted.media_urls.size() > media_max) {
    return refused(21623, "Number of media files exceeds the limit");
  }
  if (!wanted.status_callback.empty() && !is_web_address(wanted.status_callback)) {
    return refused(21609, "The 'StatusCallback' URL is not a valid URL.");
  }
  return std::nullopt;
}

}  // namespace warmline::carriers::simulator
