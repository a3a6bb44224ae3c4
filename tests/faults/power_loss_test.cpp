// The power goes while the store works: what was written and not synced is lost, in part or torn.
// What was committed is there afterwards, and the database is whole.
#include <array>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include "gateway/flows/apply_actions.hpp"
#include "gateway/store/texts.hpp"
#include "gateway/store/verify.hpp"
#include "tests/faults/faulty_disk.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {
namespace {

// The number of a text that comes after all the others.
constexpr int far_above = 1'000'000;
constexpr std::array losses{PowerLoss::drops_all, PowerLoss::keeps_some, PowerLoss::tears};

std::string words_of(int which) {
  return "text number " + std::to_string(which);
}

void keep_text(store::Writing& writing, int which) {
  const auto thread = a_thread(writing, "+1503555011" + std::to_string(which % 7));
  store::Text text;
  text.direction = routing::Direction::in;
  text.body = routing::Body(words_of(which));
  text.status = routing::TextStatus::received;
  text.language = "en";
  text.carrier = "main";
  text.carrier_id = "SM" + std::to_string(which);
  const auto id = store::texts::add(writing, thread, text, {{}, "From=somebody"});
  flows::record(writing, routing::EventKind::text_received, thread, {}, id, {}, text.status);
}

// A database that works, and what would be left of it at some moments.
class Evening {
 public:
  explicit Evening(std::uint32_t seed) : chance_(seed) {
    FaultyDisk::only().watch(folder_.path(), [this] { lose_power_perhaps(); });
  }
  ~Evening() { FaultyDisk::only().stop_watching(); }
  Evening(const Evening&) = delete;
  Evening& operator=(const Evening&) = delete;

  // The power goes after about one of so many changes of the disk from now on.
  void lose_power_after_one_in(int changes) { one_in_ = changes; }

  void open() {
    database_ =
        std::make_unique<store::Database>(file(), test_key, seeded_random(7), clock_.reader());
  }
  // As many texts as `count`, each said to be kept when its commit has returned.
  void keep_texts(int count) {
    for (int i = 0; i < count; ++i) keep_some();
  }
  void checkpoint() {
    SQLite::Database other(file(), SQLite::OPEN_READWRITE);
    other.exec("PRAGMA wal_checkpoint(PASSIVE)");
  }

  struct Left {
    TemporaryFolder folder;
    int kept = 0;  // so many texts had been said to be kept
  };
  const std::vector<std::unique_ptr<Left>>& left() const { return left_; }

  ManualClock& clock() { return clock_; }

 private:
  std::string file() const { return (folder_.path() / "line.db").string(); }

  void keep_some() {
    std::vector<store::Database::Job> jobs(1 + static_cast<std::size_t>(kept_) % 3);
    int next = kept_;
    for (auto& job : jobs) {
      job = [which = next++](store::Writing& writing) { keep_text(writing, which); };
    }
    for (const auto& failure : database_->commit_together(jobs).failures) REQUIRE_FALSE(failure);
    kept_ = next;
  }
  void lose_power_perhaps() {
    if (!one_in_ || std::uniform_int_distribution(1, *one_in_)(chance_) != 1) return;
    auto left = std::make_unique<Left>();
    const auto loss = losses[left_.size() % losses.size()];
    FaultyDisk::only().leave_after(loss, chance_, left->folder.path());
    left->kept = kept_;
    left_.push_back(std::move(left));
  }

  TemporaryFolder folder_;
  ManualClock clock_;
  std::mt19937 chance_;
  std::optional<int> one_in_;
  int kept_ = 0;
  std::vector<std::unique_ptr<Left>> left_;
  std::unique_ptr<store::Database> database_;
};

void check_kept(store::Reading& store, int which) {
  const auto id = store::texts::by_carrier_id(store, "main", "SM" + std::to_string(which));
  REQUIRE(id);
  CHECK(store::texts::find(store, *id)->body.words() == words_of(which));
}

// It opens, has everything that was said to be kept, and goes on.
void check_left(const Evening::Left& left, ManualClock& clock) {
  const std::string file = (left.folder.path() / "line.db").string();
  {
    store::Database database(file, test_key, seeded_random(8), clock.reader());
    store::Database::Job look[] = {[&](store::Writing& writing) {
      for (int which = 0; which < left.kept; ++which) check_kept(writing, which);
      keep_text(writing, far_above);
    }};
    CHECK_FALSE(database.commit_together(look).failures.front());
  }
  const auto found = store::verify(file, test_key);
  for (const auto& wrong : found.wrong.lines()) FAIL_CHECK(wrong);
}

// Whether the database file would do without its log.
bool is_whole_alone(const Evening::Left& left) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "line.db";
  std::filesystem::copy_file(left.folder.path() / "line.db", file);
  try {
    return store::verify(file.string(), test_key).is_whole();
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

TEST_CASE("what was committed is there after a power loss at any moment") {
  for (const std::uint32_t seed : {1U, 2U}) {
    INFO("seed " << seed);
    Evening evening(seed);
    evening.lose_power_after_one_in(14);
    evening.open();
    for (int i = 0; i < 3; ++i) {
      evening.keep_texts(5);
      evening.checkpoint();
    }
    evening.keep_texts(3);
    CHECK(evening.left().size() > 20);
    for (const auto& left : evening.left()) check_left(*left, evening.clock());
  }
}

TEST_CASE("a page torn while the log is brought back is healed from the log") {
  Evening evening(3);
  evening.open();
  evening.keep_texts(10);
  evening.lose_power_after_one_in(1);
  evening.checkpoint();
  int torn = 0;
  for (const auto& left : evening.left()) {
    if (!is_whole_alone(*left)) ++torn;
    check_left(*left, evening.clock());
  }
  CHECK(torn > 0);
}

}  // namespace warmline::test
