#include "gateway/flows/open_picture.hpp"

#include <exception>
#include <optional>
#include <utility>

#include "gateway/store/pictures.hpp"
#include "gateway/store/texts.hpp"

namespace warmline::flows {
namespace {

Result<Picture> as_picture(std::string bytes) {
  const auto kind = routing::picture_kind(bytes);
  if (!kind) return routing::problem(ProblemCode::not_a_picture, "none of the kinds we show");
  return Picture{*kind, std::move(bytes)};
}

}  // namespace

// What is known of it here: its bytes, or where they are.
struct Pictures::Found {
  std::optional<std::string> bytes;
  std::string carrier;
  std::string url;
};

Pictures::Pictures(StoreThread& store, Carriers carriers, Limits limits)
    : store_(store), carriers_(std::move(carriers)), limits_(limits) {}

awaitable<Result<Picture>> Pictures::open(routing::TextId text, std::size_t index) {
  auto found = co_await look_up(text, index);
  if (!found) co_return std::unexpected(std::move(found.error()));
  if (found->bytes) co_return as_picture(std::move(*found->bytes));
  auto fetched = co_await fetch(*found);
  if (!fetched) co_return std::unexpected(std::move(fetched.error()));
  auto picture = as_picture(std::move(*fetched));
  if (!picture) co_return picture;
  const auto kept = co_await keep(text, index, picture->bytes);
  if (!kept) co_return std::unexpected(kept.error());
  co_return picture;
}

awaitable<Result<Pictures::Found>> Pictures::look_up(routing::TextId id, std::size_t index) {
  std::move_only_function<Result<Found>(store::Reading&)> job =
      [id, index](store::Reading& reading) -> Result<Found> {
    const auto text = store::texts::find(reading, id);
    if (!text) return routing::problem(ProblemCode::not_found, "no such text");
    if (index >= text->media.size()) {
      const bool is_gone = store::pictures::were_erased(reading, id);
      return routing::problem(is_gone ? ProblemCode::picture_gone : ProblemCode::not_found,
                              "no such picture");
    }
    return Found{store::pictures::find(reading, id, index), text->carrier.value_or(""),
                 text->media[index].url};
  };
  co_return co_await store_.read<Found>(std::move(job));
}

awaitable<Result<std::string>> Pictures::fetch(const Found& found) {
  const auto carrier = carriers_.find(found.carrier);
  if (carrier == carriers_.end()) {
    co_return routing::problem(ProblemCode::picture_withheld, "its carrier is not configured");
  }
  if (fetching_ >= limits_.fetches_max) {
    co_return routing::problem(ProblemCode::carrier_busy, "too many pictures at once");
  }
  ++fetching_;
  Result<std::string> fetched = routing::problem(ProblemCode::internal, "the carrier's part broke");
  try {
    fetched = co_await carrier->second->fetch_media(found.url);
  } catch (const std::exception& broken) {
    fetched = routing::problem(ProblemCode::internal, broken.what());
  }
  --fetching_;
  co_return fetched;
}

awaitable<Result<void>> Pictures::keep(routing::TextId text, std::size_t index,
                                       const std::string& bytes) {
  std::move_only_function<Result<void>(store::Writing&)> job =
      [text, index, &bytes](store::Writing& writing) -> Result<void> {
    if (store::pictures::keep(writing, text, index, bytes)) return {};
    return routing::problem(ProblemCode::picture_gone, "it was erased meanwhile");
  };
  co_return co_await store_.write<void>(std::move(job));
}

}  // namespace warmline::flows
