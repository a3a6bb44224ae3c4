#include "tests/faults/parting.hpp"

#include <chrono>
#include <system_error>
#include <thread>

#include <doctest/doctest.h>

#include "gateway/carriers/base64.hpp"
#include "gateway/store/backup.hpp"
#include "gateway/store/checksum.hpp"
#include "gateway/store/keys.hpp"
#include "gateway/store/texts.hpp"
#include "gateway/store/verify.hpp"
#include "tests/store/kept.hpp"

namespace warmline::test {
namespace {

namespace fs = std::filesystem;
using routing::ProblemCode;
using routing::Result;

const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) + "her orchard";
constexpr store::MasterKey next_key{4, 5, 6};

// What the disk refuses to another than the line's own thread.
Result<void> unless_refused(const std::function<void()>& work) {
  try {
    work();
    return {};
  } catch (const store::Refused& refused) {
    return routing::problem(ProblemCode::store_unavailable, refused.what());
  } catch (const store::Unusable& refused) {
    return routing::problem(ProblemCode::store_unavailable, refused.what());
  } catch (const std::system_error& refused) {
    return routing::problem(ProblemCode::store_unavailable, refused.what());
  }
}

bool has(const fs::path& file, const std::string& bytes) {
  return content(file).find(bytes) != std::string::npos;
}

}  // namespace

Parting::Parting(RunningLine& line)
    : line_(line),
      pictures_(*line.store, {{"main", line.twilio.get()}}, {}),
      tasks_(line.loop.get_executor(), [](std::string_view, std::exception_ptr) {}),
      forgetter_(line.loop.get_executor(), *line.opened.database, *line.store, tasks_,
                 [](const std::string&) {}) {
  line_.texts_unheard(
      maya, "look",
      {{"image/png", "data:image/png;base64," + carriers::base64(std::string_view(png))}});
  steps_ = {
      {"what was missed comes in", [this] { return is_caught_up(); }},
      {"the peer opens the picture", [this] { return opens_picture(); }},
      {"a copy is made", [this] { return copies(); }},
      {"the master key is changed", [this] { return changes_master_key(); }},
      {"the texter says FORGET", [this] { return says_forget("SM-asks"); }},
      {"and once more", [this] { return says_forget("SM-insists"); }},
      {"what is left of them goes", [this] { return ends_forgetting(); }},
  };
}

fs::path Parting::beside(const std::string& name) const {
  return line_.opened.folder.path() / name;
}

Result<void> Parting::is_caught_up() {
  if (const auto why = refused_still(line_)) return std::unexpected(*why);
  if (line_.catches_up()) return {};
  return routing::problem(ProblemCode::store_unavailable, "something was left for later");
}

Result<void> Parting::opens_picture() {
  std::move_only_function<Result<routing::TextId>(store::Reading&)> look =
      [](store::Reading& reading) -> Result<routing::TextId> {
    auto row = reading.db.query("SELECT id FROM texts WHERE media IS NOT NULL");
    const bool is_there = row.next();
    REQUIRE(is_there);
    return row.get<routing::TextId>(0);
  };
  const auto text = run(line_.loop, line_.store->read<routing::TextId>(std::move(look)));
  if (!text) return std::unexpected(text.error());
  const auto picture = run(line_.loop, pictures_.open(*text, 0));
  if (!picture) return std::unexpected(picture.error());
  CHECK(picture->bytes == png);
  return {};
}

Result<void> Parting::copies() {
  const auto made = unless_refused([this] {
    store::backup::make({.database = line_.opened.file(),
                         .to = beside("copy.db"),
                         .with_keys = false,
                         .keys_to = beside("keys.db"),
                         .pause = {}});
  });
  if (made) return made;
  for (const auto& entry : fs::directory_iterator(line_.opened.folder.path())) {
    const auto name = entry.path().filename().string();
    CHECK_FALSE(name.starts_with("copy.db"));
    CHECK_FALSE(name.starts_with("keys.db"));
  }
  return made;
}

Result<void> Parting::changes_master_key() {
  return unless_refused([this] {
    const std::string file = line_.opened.file();
    if (!store::is_opened_by(file, next_key)) store::rewrap_keys(file, test_key, next_key);
  });
}

Result<void> Parting::says_forget(const std::string& carrier_id) {
  const auto received = line_.delivers(maya, "FORGET", carrier_id);
  if (!received) return std::unexpected(received.error());
  CHECK_FALSE(received->kept_before);
  return {};
}

Result<void> Parting::ends_forgetting() {
  return run(line_.loop, forgetter_.finish());
}

void Parting::check_told() {
  for (const auto* name : {"copy.db", "keys.db"}) {
    CHECK(store::checksum::expected(beside(name)) == store::checksum::of(beside(name)));
  }
  // The log is emptied as soon as nobody reads it.
  const std::string file = line_.opened.file();
  const auto her_key = one(beside("keys.db"), "SELECT wrapped FROM texter_keys");
  while (has(file, her_key) || has(file + "-wal", her_key)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  for (const auto* left : {"texter_keys", "pictures", "texts WHERE erased_at IS NULL"}) {
    CHECK_MESSAGE(one(file, std::string("SELECT count(*) FROM ") + left) == "0", left);
  }
  CHECK(store::is_opened_by(file, next_key));
  CHECK_FALSE(store::is_opened_by(file, test_key));
  const auto found = store::verify(file, next_key);
  for (const auto& wrong : found.wrong.lines()) FAIL_CHECK(wrong);
  CHECK(found.is_whole());
  CHECK(found.forgotten == 1);
}

}  // namespace warmline::test
