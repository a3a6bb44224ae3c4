#include "gateway/store/pictures.hpp"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gateway/store/erasing.hpp"
#include "gateway/store/exporting.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/texts.hpp"
#include "gateway/store/verify.hpp"
#include "tests/store/kept.hpp"
#include "tests/store/opened.hpp"

namespace warmline::test {

using nlohmann::json;
using store::Reading;
using store::Writing;
namespace pictures = store::pictures;

namespace {

const std::string png = std::string("\x89PNG\r\n\x1a\n", 8) + "snapshotofherorchard";

// A text with two pictures, the second of which somebody has opened.
struct Pictured {
  Pictured() {
    opened.write([&](Writing& store) {
      thread = a_thread(store);
      conversation = a_conversation(store, thread).id;
      store::Text said;
      said.conversation = conversation;
      said.direction = routing::Direction::in;
      said.status = routing::TextStatus::received;
      said.media = {{"image/png", "https://media.example.org/1"},
                    {"image/png", "https://media.example.org/2"}};
      text = store::texts::add(store, thread, said, {{}, "parameters"});
      CHECK(pictures::keep(store, text, 1, png));
    });
  }

  std::optional<std::string> find(std::size_t index) {
    std::optional<std::string> found;
    opened.read([&](Reading& store) { found = pictures::find(store, text, index); });
    return found;
  }
  int rows() {
    int found = 0;
    opened.read([&](Reading& store) {
      auto row = store.db.query("SELECT count(*) FROM pictures");
      row.next();
      found = row.get<int>(0);
    });
    return found;
  }
  bool keep(std::size_t index, const std::string& bytes) {
    bool kept = false;
    opened.write([&](Writing& store) { kept = pictures::keep(store, text, index, bytes); });
    return kept;
  }

  Opened opened;
  store::Thread thread;
  routing::ConversationId conversation;
  routing::TextId text;
};

}  // namespace

TEST_CASE("a picture is found as it was kept, each in its own place") {
  Pictured line;
  CHECK(line.find(1) == png);
  CHECK_FALSE(line.find(0));
  CHECK(line.keep(0, "GIF89a"));
  CHECK(line.find(0) == "GIF89a");
  CHECK(line.find(1) == png);
}

TEST_CASE("a picture that two people opened at once is kept once, and the first one stays") {
  Pictured line;
  CHECK(line.keep(1, "GIF89a"));
  CHECK(line.find(1) == png);
  CHECK(line.rows() == 1);
}

TEST_CASE("nothing is kept where a text has no such picture") {
  Pictured line;
  CHECK_FALSE(line.keep(2, png));
  line.opened.write([&](Writing& store) { store::erasing::erase_media_of(store, line.text); });
  CHECK_FALSE(line.keep(1, png));
  CHECK(line.rows() == 0);
}

TEST_CASE("a picture is sealed under its texter's key, for its own row") {
  Pictured line;
  line.opened.read([&](Reading& store) {
    auto row = store.db.query("SELECT id, bytes FROM pictures");
    REQUIRE(row.next());
    const auto key = store::texters::key(store, line.thread.texter);
    CHECK(key.open(row.blob(1), row.get<pictures::PictureId>(0).bytes()) == png);
    CHECK_THROWS_AS(key.open(row.blob(1), line.text.bytes()), store::SealBroken);
  });
  line.opened.database.reset();
  CHECK(content(line.opened.file()).find("orchard") == std::string::npos);
}

TEST_CASE("pictures go with the words, with the media alone, and with whoever is forgotten") {
  SUBCASE("words") {
    Pictured line;
    line.opened.write([&](Writing& store) {
      store::erasing::erase_texts(store, line.thread.texter, line.thread.id, {}, 10);
    });
    CHECK(line.rows() == 0);
  }
  SUBCASE("media") {
    Pictured line;
    line.opened.write([&](Writing& store) {
      CHECK(store::erasing::erase_media(store, line.thread.id, line.conversation, 10) == 1);
    });
    CHECK(line.rows() == 0);
  }
  SUBCASE("forgotten") {
    Pictured line;
    line.opened.write(
        [&](Writing& store) { CHECK(store::forgetting::begin(store, line.thread.texter)); });
    CHECK(line.rows() == 0);
    line.opened.read([&](Reading& store) { CHECK(pictures::were_erased(store, line.text)); });
  }
}

TEST_CASE("verify says of a picture that it does not open, or should not be there") {
  Pictured line;
  const auto said = [&](const std::string& sql) {
    line.opened.database.reset();
    change(line.opened.file(), sql);
    std::string all;
    const auto verified = store::verify(line.opened.file(), test_key);
    for (const auto& finding : verified.wrong.lines()) all += finding + '\n';
    line.opened.open();
    return all;
  };
  CHECK(said("").find("picture") == std::string::npos);
  CHECK(said("UPDATE pictures SET bytes = zeroblob(length(bytes))").find("the picture ") !=
        std::string::npos);
  CHECK(said("UPDATE texts SET media = NULL, parameters = NULL")
            .find("a picture of a text that has none any more") != std::string::npos);
}

TEST_CASE("an export has the pictures that are kept, whole") {
  Pictured line;
  std::vector<json> found;
  line.opened.read([&](Reading& store) {
    store::exporting::export_all(store, line.thread.texter, [&](const std::string& record) {
      auto read = json::parse(record);
      if (read.at("kind") == "picture") found.push_back(std::move(read));
    });
  });
  REQUIRE(found.size() == 1);
  CHECK(found[0].at("text") == line.text.text());
  CHECK(found[0].at("index") == 1);
  CHECK(found[0].at("content_type") == "image/png");
  CHECK(found[0].at("base64") == "iVBORw0KGgpzbmFwc2hvdG9maGVyb3JjaGFyZA==");
}

}  // namespace warmline::test
