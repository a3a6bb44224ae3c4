#include "gateway/flows/arrived_text.hpp"

#include <utility>

#include <nlohmann/json.hpp>

namespace warmline::flows {
namespace {

using nlohmann::json;
using routing::PhoneNumber;

json media_of(const carriers::InboundText& text) {
  json all = json::array();
  for (const auto& one : text.media) all.push_back({one.content_type, one.url});
  return all;
}

ArrivedText read(const json& kept) {
  auto from = PhoneNumber::parse(kept.at("from").get<std::string>());
  auto to = PhoneNumber::parse(kept.at("to").get<std::string>());
  ArrivedText arrived{
      .carrier = kept.at("carrier"),
      .text = {.carrier_id = kept.at("carrier_id"),
               .from = std::move(from).value(),
               .to = std::move(to).value(),
               .body = routing::Body(kept.at("body").get<std::string>()),
               .parameters = kept.at("parameters"),
               .sent_at = routing::Instant(routing::Duration(kept.at("at").get<std::int64_t>()))},
      .idempotency_token = kept.at("token")};
  for (const auto& one : kept.at("media")) {
    arrived.text.media.push_back({.content_type = one.at(0), .url = one.at(1)});
  }
  if (const auto answered = kept.find("answered"); answered != kept.end()) {
    arrived.text.answered_by_carrier = static_cast<routing::Keyword>(answered->get<int>());
  }
  return arrived;
}

}  // namespace

std::string spool_record(const ArrivedText& arrived, routing::Instant at) {
  const auto& text = arrived.text;
  json record{{"carrier", arrived.carrier},         {"carrier_id", text.carrier_id},
              {"from", text.from.dialable()},       {"to", text.to.dialable()},
              {"body", text.body.words()},          {"media", media_of(text)},
              {"parameters", text.parameters},      {"token", arrived.idempotency_token},
              {"at", at.time_since_epoch().count()}};
  // By its place in the enum: that grows only at its end.
  if (text.answered_by_carrier) record["answered"] = static_cast<int>(*text.answered_by_carrier);
  // Not as JSON's own text: what a carrier sends need not be UTF-8.
  std::string bytes;
  json::to_cbor(record, bytes);
  return bytes;
}

routing::Result<ArrivedText> from_spool_record(std::string_view record) {
  const auto no_text =
      routing::problem(routing::ProblemCode::malformed, "a record of the spool is no text");
  try {
    return read(json::from_cbor(record));
  } catch (const json::exception&) {
    return no_text;
  } catch (const std::bad_expected_access<routing::Problem>&) {
    return no_text;
  }
}

}  // namespace warmline::flows
