package dev.coppice.plan;

/**
 * Why a run is refused.
 *
 * @param what is in the way, naming the object
 * @param next what to do about it
 */
public record Obstacle(String what, String next) {}
