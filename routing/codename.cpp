#include "routing/codename.hpp"

#include <array>
#include <string_view>

namespace warmline::routing {
namespace {

using namespace std::string_view_literals;

// Plain words that carry no judgement of a person, and that nobody could take for a name.
constexpr std::array first_words{
    "Amber"sv,  "Autumn"sv, "Blue"sv,    "Bright"sv,  "Bronze"sv, "Calm"sv,   "Cedar"sv,
    "Clear"sv,  "Copper"sv, "Coral"sv,   "Crystal"sv, "Dawn"sv,   "Deep"sv,   "Distant"sv,
    "Early"sv,  "Easy"sv,   "Evening"sv, "Fair"sv,    "Fern"sv,   "First"sv,  "Gentle"sv,
    "Golden"sv, "Grand"sv,  "Green"sv,   "Hidden"sv,  "High"sv,   "Indigo"sv, "Ivory"sv,
    "Jade"sv,   "Kind"sv,   "Late"sv,    "Lilac"sv,   "Little"sv, "Long"sv,   "Lunar"sv,
    "Maple"sv,  "Mellow"sv, "Misty"sv,   "Morning"sv, "Mossy"sv,  "New"sv,    "North"sv,
    "Ocean"sv,  "Olive"sv,  "Open"sv,    "Patient"sv, "Pearl"sv,  "Plain"sv,  "Quiet"sv,
    "Rising"sv, "River"sv,  "Rosy"sv,    "Sandy"sv,   "Silver"sv, "Slow"sv,   "Soft"sv,
    "South"sv,  "Spring"sv, "Still"sv,   "Summer"sv,  "Sunny"sv,  "Tall"sv,   "Warm"sv,
    "Winter"sv};

constexpr std::array second_words{
    "Acorn"sv,   "Anchor"sv,  "Arbor"sv,   "Bay"sv,     "Beacon"sv, "Birch"sv,  "Bridge"sv,
    "Brook"sv,   "Canyon"sv,  "Cloud"sv,   "Coast"sv,   "Cove"sv,   "Creek"sv,  "Delta"sv,
    "Dune"sv,    "Echo"sv,    "Falcon"sv,  "Feather"sv, "Field"sv,  "Finch"sv,  "Forest"sv,
    "Garden"sv,  "Glade"sv,   "Grove"sv,   "Harbor"sv,  "Haven"sv,  "Heron"sv,  "Hill"sv,
    "Island"sv,  "Lagoon"sv,  "Lake"sv,    "Lantern"sv, "Lark"sv,   "Leaf"sv,   "Maple"sv,
    "Meadow"sv,  "Mesa"sv,    "Orchard"sv, "Otter"sv,   "Path"sv,   "Pebble"sv, "Pine"sv,
    "Pond"sv,    "Prairie"sv, "Rain"sv,    "Reef"sv,    "Ridge"sv,  "Robin"sv,  "Sail"sv,
    "Shore"sv,   "Sky"sv,     "Sparrow"sv, "Star"sv,    "Stone"sv,  "Stream"sv, "Swallow"sv,
    "Thicket"sv, "Trail"sv,   "Valley"sv,  "Wave"sv,    "Willow"sv, "Window"sv, "Wren"sv,
    "Yarrow"sv};

static_assert(first_words.size() == 64 && second_words.size() == 64);

}  // namespace

std::string codename(const UuidBytes& seed) {
  // The last bytes of a UUIDv7 are random.
  std::string name(first_words[seed[14] % first_words.size()]);
  name += ' ';
  name += second_words[seed[15] % second_words.size()];
  return name;
}

}  // namespace warmline::routing
