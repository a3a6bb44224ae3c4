#include "gateway/store/exporting.hpp"

#include "gateway/store/events.hpp"
#include "gateway/store/exporting_parts.hpp"

namespace warmline::store::exporting {
namespace {

constexpr int format_version = 1;

// The state of the database does not change while this lives.
class Snapshot {
 public:
  explicit Snapshot(Reading& store) : store_(store) { store_.db.query("BEGIN").run(); }
  ~Snapshot() { store_.db.raw().tryExec("ROLLBACK"); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Reading& store_;
};

}  // namespace

std::int64_t export_all(Reading& store, const std::optional<routing::TexterId>& texter,
                        const Take& take) {
  const Snapshot snapshot(store);
  Export out{store, texter, take};
  out.give({{"kind", "export"},
            {"format", format_version},
            {"at", routing::format_instant(store.now)},
            {"texter", id_or_null(texter)}});
  if (!texter) give_staff(out);
  give_talks(out);
  return out.given;
}

void record(Writing& store, const std::optional<routing::TexterId>& texter) {
  events::append(store, {.kind = routing::EventKind::data_exported,
                         .data = json{{"texter", id_or_null(texter)}}.dump()});
}

}  // namespace warmline::store::exporting
