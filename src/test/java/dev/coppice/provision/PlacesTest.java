package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlacesTest {

  private final Places places = new Places(1);

  @Test
  void gives_no_more_places_than_there_are() {
    assertTrue(places.take(places.turn(0)));
    assertFalse(places.take(places.turn(9)));
  }

  @Test
  void lets_those_go_first_that_others_wait_for() {
    Places.Turn leaf = places.turn(0);
    Places.Turn root = places.turn(3);
    Places.Turn first = places.turn(0);
    places.take(first);
    assertFalse(places.take(leaf));
    assertFalse(places.take(root));
    places.free();
    assertFalse(places.isFreeFor(leaf));
    assertFalse(places.take(leaf));
    assertTrue(places.take(root));
  }

  @Test
  void keeps_no_place_for_one_that_has_left() {
    Places.Turn leaf = places.turn(0);
    Places.Turn root = places.turn(3);
    places.take(places.turn(0));
    places.take(leaf);
    places.take(root);
    places.leave(root);
    places.free();
    assertTrue(places.take(leaf));
  }

  @Test
  void serves_equals_in_the_order_in_which_they_came() {
    Places.Turn one = places.turn(1);
    Places.Turn two = places.turn(1);
    places.take(places.turn(0));
    places.take(two);
    places.take(one);
    places.free();
    assertFalse(places.isFreeFor(two));
    assertTrue(places.isFreeFor(one));
  }
}
