#include "gateway/configured.hpp"

#include <utility>

#include "gateway/carriers/twilio/twilio.hpp"

namespace warmline {

std::vector<std::unique_ptr<carriers::Carrier>> carriers_of(const config::Config& config) {
  std::vector<std::unique_ptr<carriers::Carrier>> made;
  for (const auto& carrier : config.carriers) {
    switch (carrier.kind) {
      case config::CarrierKind::twilio:
        made.push_back(std::make_unique<carriers::Twilio>(
            carriers::TwilioSettings{.name = carrier.name,
                                     .account_sid = carrier.account_sid,
                                     .auth_token = carrier.auth_token.reveal(),
                                     .api_url = carrier.api_url,
                                     .public_url = config.server.public_url}));
        break;
    }
  }
  return made;
}

flows::Carriers by_name(const std::vector<std::unique_ptr<carriers::Carrier>>& all) {
  flows::Carriers named;
  for (const auto& carrier : all) named.emplace(carrier->name(), carrier.get());
  return named;
}

std::string words_of(std::exception_ptr failure) {
  try {
    std::rethrow_exception(std::move(failure));
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "something that is no exception";
  }
}

}  // namespace warmline
