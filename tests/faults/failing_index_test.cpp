// The disk fails while FTS5 looks something up for the search index: what FTS5 made of that is not
// written down with what comes after it.
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "gateway/store/search_index.hpp"
#include "tests/faults/faulty_disk.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {
namespace {

const store::search_index::Terms terms{.words = "orchard again", .prefixes = "orc"};

void add(Opened& opened, std::int64_t seq) {
  opened.write([&](store::Writing& store) { store.to_index.push_back({seq, terms}); });
}

// Whether it was added, with the n-th read that this takes failing.
bool add_with_failing_read(Opened& opened, std::int64_t seq, int nth) {
  try {
    opened.write([&](store::Writing& store) {
      // What is kept of the file goes, so that everything has to be read.
      store.db.execute("PRAGMA shrink_memory");
      FaultyDisk::only().fail({.operation = DiskOperation::read, .nth = nth});
      store.to_index.push_back({seq, terms});
    });
  } catch (const store::Refused&) {
    return false;
  }
  return true;
}

void remove(Opened& opened, std::int64_t seq) {
  opened.write([&](store::Writing& store) { store::search_index::remove(store.db, seq, terms); });
}

}  // namespace

TEST_CASE("whichever read failed once, all that is in the index can be taken out of it") {
  auto& disk = FaultyDisk::only();
  bool has_failed = true;
  for (int nth = 1; has_failed; ++nth) {
    INFO("read number " << nth);
    Opened opened;
    for (const std::int64_t seq : {1, 2, 3}) add(opened, seq);
    const bool was_added = add_with_failing_read(opened, 4, nth);
    has_failed = disk.has_failed();
    disk.lift();
    CHECK(was_added != has_failed);
    add(opened, 5);
    for (const std::int64_t seq : {1, 2, 3, 5}) CHECK_NOTHROW(remove(opened, seq));
    if (was_added) CHECK_NOTHROW(remove(opened, 4));
  }
}

}  // namespace warmline::test
