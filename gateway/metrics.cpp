#include "gateway/metrics.hpp"

#include <prometheus/text_serializer.h>

namespace warmline {

Metrics::Metrics()
    : registry_(std::make_unique<prometheus::Registry>()),
      events_(&prometheus::BuildCounter()
                   .Name("warmline_events_total")
                   .Help("What was recorded since the start, by kind")
                   .Register(*registry_)) {}

void Metrics::count(routing::EventKind kind) {
  events_->Add({{"kind", std::string(routing::to_string(kind))}}).Increment();
}

std::string Metrics::text() const {
  return prometheus::TextSerializer().Serialize(registry_->Collect());
}

}  // namespace warmline
