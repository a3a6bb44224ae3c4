// What both the service and its standby make of the configuration.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "gateway/carriers/carrier.hpp"
#include "gateway/flows/drain_outbox.hpp"

namespace warmline {

std::vector<std::unique_ptr<carriers::Carrier>> carriers_of(const config::Config& config);

// Pointers to those, which must outlive them.
flows::Carriers by_name(const std::vector<std::unique_ptr<carriers::Carrier>>& all);

// What an exception says, for the log.
std::string words_of(std::exception_ptr failure);

}  // namespace warmline
