#include "gateway/store/seal.hpp"

#include <doctest/doctest.h>

#include "tests/store/opened.hpp"

namespace warmline::test {

using store::Seal;
using store::SealBroken;

TEST_CASE("what is sealed opens again, in its own row and under its own key alone") {
  const Seal seal = a_seal();
  const routing::TexterId texter(routing::UuidBytes{1});
  const auto fresh = seal.fresh_key(texter);
  const routing::UuidBytes row{2};
  const routing::UuidBytes other_row{3};
  auto sealed = fresh.key.seal("hello", row);

  CHECK(fresh.key.open(sealed, row) == "hello");
  CHECK(seal.unwrap(fresh.wrapped, texter).open(sealed, row) == "hello");
  CHECK_THROWS_AS(fresh.key.open(sealed, other_row), SealBroken);
  CHECK_THROWS_AS(seal.fresh_key(texter).key.open(sealed, row), SealBroken);
  CHECK_THROWS_AS(seal.unwrap(fresh.wrapped, routing::TexterId(routing::UuidBytes{9})), SealBroken);
  CHECK_THROWS_AS(a_seal(9).unwrap(fresh.wrapped, texter), SealBroken);
}

TEST_CASE("every changed byte and every shortened value is noticed") {
  const Seal seal = a_seal();
  const routing::UuidBytes row{2};
  const auto sealed = seal.own().seal("hello", row);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] ^= 1;
    CHECK_THROWS_AS(seal.own().open(changed, row), SealBroken);
    const store::Bytes shorter(sealed.begin(), sealed.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK_THROWS_AS(seal.own().open(shorter, row), SealBroken);
  }
}

TEST_CASE("the same words sealed twice look different") {
  const Seal seal = a_seal();
  CHECK(seal.own().seal("", {}) != seal.own().seal("", {}));
}

TEST_CASE("a keyed hash depends on the key, the purpose and the value") {
  const Seal seal = a_seal();
  const auto hash = seal.keyed_hash("number", "+15035550123");
  CHECK(hash == a_seal().keyed_hash("number", "+15035550123"));
  CHECK(hash != a_seal(9).keyed_hash("number", "+15035550123"));
  CHECK(hash != seal.keyed_hash("address", "+15035550123"));
  CHECK(hash != seal.keyed_hash("number", "+15035550124"));
  CHECK(seal.keyed_hash("ab", "c") != seal.keyed_hash("a", "bc"));
}

TEST_CASE("a word's hash depends on the key and the word, and never changes") {
  CHECK(a_seal().word_hash("sleep") == a_seal().word_hash("sleep"));
  CHECK(a_seal().word_hash("sleep") != a_seal().word_hash("sleet"));
  CHECK(a_seal().word_hash("sleep") != a_seal(9).word_hash("sleep"));
}

}  // namespace warmline::test
