// Opening a picture that came with a text. The first time, it is fetched from its carrier and kept
// with the text; from then on it comes from the database, whatever becomes of it at the carrier.
// Browsers never ask a carrier: it would learn who looks at what, and when.
#pragma once

#include <cstddef>
#include <string>

#include "gateway/flows/carriers.hpp"
#include "gateway/flows/store_thread.hpp"
#include "routing/ids.hpp"
#include "routing/picture.hpp"
#include "routing/text.hpp"

namespace warmline::flows {

struct Picture {
  routing::PictureKind kind;
  std::string bytes;
};

// Loop thread only.
class Pictures {
 public:
  struct Limits {
    // At once, of up to carriers::media_bytes_max each. One more is told to try again.
    std::size_t fetches_max = 8;
  };

  // All references must outlive the calls under way.
  Pictures(StoreThread& store, Carriers carriers, Limits limits);

  // `index`: which of the text's media, from 0. Two who open one at once both get it. not_found,
  // not_a_picture, picture_gone (erased here, or no longer at the carrier), picture_too_large,
  // picture_withheld; carrier_busy, carrier_unreachable: another time.
  awaitable<Result<Picture>> open(routing::TextId text, std::size_t index);

 private:
  struct Found;
  awaitable<Result<Found>> look_up(routing::TextId text, std::size_t index);
  awaitable<Result<std::string>> fetch(const Found& found);
  awaitable<Result<void>> keep(routing::TextId text, std::size_t index, const std::string& bytes);

  StoreThread& store_;
  Carriers carriers_;
  Limits limits_;
  std::size_t fetching_ = 0;
};

}  // namespace warmline::flows
