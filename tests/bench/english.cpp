#include "tests/bench/english.hpp"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace warmline::bench {
namespace {

constexpr std::array<std::string_view, 24> openings{
    "Hey, is anyone there?",
    "Sorry to text again,",
    "I don't know how to say this but",
    "Thanks for getting back to me.",
    "It's me from the other night,",
    "Not sure this is the right number,",
    "Good morning,",
    "Honestly",
    "I tried what we talked about and",
    "Today was better until",
    "My sister said I should text you because",
    "I was doing fine and then",
    "Yeah, so",
    "Ok that helps,",
    "I keep thinking about",
    "Can I ask you something?",
    "Three weeks now and",
    "Since the move",
    "Before I forget,",
    "You asked how the week went:",
    "Nobody at work knows that",
    "I read what you wrote twice,",
    "It's loud in here but",
    "No rush,",
};
constexpr std::array<std::string_view, 40> middles{
    "I can't sleep again",
    "the house is so quiet now",
    "my brother stopped calling",
    "I walked to the river and back",
    "the new job starts on Monday",
    "I didn't drink this weekend",
    "my mother is in the hospital",
    "the meeting was harder than I thought",
    "I burned the dinner and laughed about it",
    "they moved my appointment again",
    "everything feels far away today",
    "I cooked for the first time in months",
    "the neighbours were shouting all night",
    "my daughter asked about her father",
    "I made it to the garden and sat there",
    "the letter from the landlord came",
    "I haven't told my friends yet",
    "my hands won't stop shaking",
    "the dog has been staying close to me",
    "I wrote three pages and tore them up",
    "the bus was late and I nearly turned around",
    "I went to the library just to be near people",
    "my old roommate wants to meet",
    "the pills make me tired",
    "I miss the way it was before the winter",
    "we argued about money again",
    "I finally opened the curtains",
    "the radio played our song",
    "I got through the anniversary",
    "my phone has been off since Tuesday",
    "the kids are with their grandmother",
    "I said no and it felt strange",
    "someone held the door and I almost cried",
    "the kitchen light is still broken",
    "I'm proud of one thing today",
    "my shift ends at midnight",
    "the counselor never called back",
    "I keep the list you helped me write",
    "it rained and I stayed in bed",
    "there is a spare room at my aunt's",
};
constexpr std::array<std::string_view, 24> endings{
    "and I wanted to tell somebody.",
    "does that make sense?",
    "I guess I just need to talk.",
    "what would you do?",
    "so that's something.",
    "and it scares me a bit.",
    "thank you for listening.",
    "maybe tomorrow is easier.",
    "is it ok if I text later?",
    "I don't want advice, just company.",
    "and now I'm wide awake.",
    "I feel a little lighter.",
    "sorry, that was a lot.",
    "did you ever feel like that?",
    "I'll try again on Friday.",
    "and I don't know why.",
    "anyway, how are you?",
    "it helps to write it down.",
    "can we keep going for a while?",
    "I'm not alone in the house, I'm ok.",
    "that's all for now.",
    "please don't go yet.",
    "and my chest is tight.",
    "one day at a time, right?",
};
constexpr std::array<std::string_view, 27> syllables{
    "bar", "cor", "dal", "eth", "fen", "gor", "hal",  "ith", "jor",
    "kel", "lan", "mor", "nev", "oth", "pel", "quin", "ros", "sel",
    "tor", "und", "ver", "wen", "xan", "yor", "zel",  "ash", "brin"};

template <std::size_t size>
std::string_view one_of(const std::array<std::string_view, size>& all, Random& random) {
  return all[random() % size];
}

}  // namespace

std::string english_text(Random& random) {
  std::string text;
  const auto say = [&text](std::string_view words) {
    if (!text.empty()) text += ' ';
    text += words;
  };
  if (random() % 3 > 0) say(one_of(openings, random));
  say(one_of(middles, random));
  if (random() % 100 == 0) say("near " + place(random() % places));
  if (random() % 3 == 0) say(fmt::format("and {}", one_of(middles, random)));
  if (random() % 4 > 0) say(one_of(endings, random));
  return text;
}

std::string place(std::size_t index) {
  std::string name;
  for (int part = 0; part < 3; ++part) {
    name += syllables[index % syllables.size()];
    index /= syllables.size();
  }
  return name + "ton";
}

std::string phone(std::size_t index) {
  constexpr std::size_t free_in_each_area = 100;
  return fmt::format("+1{}55501{:02}", 200 + index / free_in_each_area, index % free_in_each_area);
}

void write_sid(char* to, Random& random) {
  constexpr std::string_view digits = "0123456789abcdef";
  to[0] = 'S';
  to[1] = 'M';
  for (std::size_t half = 0; half < 2; ++half) {
    std::uint64_t bits = random();
    for (std::size_t i = 0; i < 16; ++i, bits >>= 4U) to[2 + half * 16 + i] = digits[bits & 0xFU];
  }
}

}  // namespace warmline::bench
