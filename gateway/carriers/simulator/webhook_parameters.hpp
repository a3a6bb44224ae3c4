// What the simulated carrier puts into its webhooks, and what it finds wrong with a send: Twilio's
// parameters and errors, without any state.
#pragma once

#include <optional>
#include <string>

#include "gateway/carriers/simulator/carried_text.hpp"
#include "gateway/carriers/twilio/signature.hpp"
#include "routing/keyword.hpp"

namespace warmline::carriers::simulator {

struct SendRequest;
struct Refusal;

// A phone's text, for a line's webhook. `keyword`: marked as answered by the carrier (OptOutType).
// `api_url`: where what came with it is asked for.
twilio::Parameters text_parameters(const CarriedText& text, const std::string& account_sid,
                                   std::optional<routing::Keyword> keyword,
                                   const std::string& api_url);
// Where a line's text is now, for its StatusCallback.
twilio::Parameters receipt_parameters(const CarriedText& text, const std::string& account_sid);

// What can be seen from the request alone. Twilio's magic numbers for tests are known
// (https://www.twilio.com/docs/iam/test-credentials): +15005550001 is not a number, …
std::optional<Refusal> refusal_of_parameters(const SendRequest& wanted);

}  // namespace warmline::carriers::simulator
