// Pictures that came with texts, kept from the first time that somebody opened them: their carrier
// may not have them for ever. Sealed under the texter's key; they go when the text's media goes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/store/database.hpp"
#include "routing/ids.hpp"

namespace warmline::store::pictures {

using PictureId = routing::Id<struct PictureThing>;

// `index`: which of the text's media, from 0. Throws SealBroken where it is damaged.
std::optional<std::string> find(Reading& store, routing::TextId text, std::size_t index);

// Unless it is kept already. False: the text has no such media, or not any more.
bool keep(Writing& store, routing::TextId text, std::size_t index, std::string_view bytes);

// Whether what this text may have had was erased, with its words or alone.
bool were_erased(Reading& store, routing::TextId text);

// Takes away all of a text's.
void erase(Writing& store, routing::TextId text);

}  // namespace warmline::store::pictures
