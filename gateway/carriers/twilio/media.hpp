// How Twilio gives out what came with a text: at an address among its own, with our password, and
// from there by redirects to where it keeps files
// (https://www.twilio.com/docs/messaging/api/media-resource#fetch-a-media-resource).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "gateway/carriers/rest.hpp"
#include "routing/result.hpp"

namespace warmline::carriers::twilio {

// More: it is never there.
inline constexpr std::size_t redirects_max = 3;

// Where to ask for what `url` names: its path, at `api_url`, since nobody else is to be asked and
// hosts differ by region. Empty for what is no address of an account's things.
std::string media_url(std::string_view api_url, std::string_view url);

bool is_redirect(const RestOutcome& answer);

// Where an answer from `url` leads. The carrier itself (`origin`) may send us to any host, by https
// unless it is asked by http itself; whom it sent us to only to another place of their own, or
// back. Empty where we don't go.
std::string redirected(std::string_view origin, std::string_view url, std::string_view location);

// The bytes of an answer that is no redirect, or a problem as Carrier::fetch_media has them.
routing::Result<std::string> media_of(RestOutcome answer);

}  // namespace warmline::carriers::twilio
