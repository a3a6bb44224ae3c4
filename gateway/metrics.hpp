// Counters for whoever watches the service, in Prometheus' text format. No label holds anything of
// a person.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/registry.h>

#include "routing/event_kind.hpp"

namespace warmline {

// Loop thread only.
class Metrics {
 public:
  Metrics();

  // Something was recorded.
  void count(routing::EventKind kind);
  std::string text() const;

 private:
  std::unique_ptr<prometheus::Registry> registry_;
  prometheus::Family<prometheus::Counter>* events_;
};

}  // namespace warmline
