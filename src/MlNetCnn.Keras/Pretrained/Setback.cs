namespace MlNetCnn.Keras.Pretrained;

/// <summary>Something that may be well a little later.</summary>
/// <param name="Problem">What went wrong, as part of a sentence.</param>
/// <param name="RetryAfter">How long the server asks to be left alone; null when it does not.</param>
/// <param name="Cause">The exception that told of it.</param>
internal sealed record Setback(string Problem, TimeSpan? RetryAfter = null, Exception? Cause = null);
