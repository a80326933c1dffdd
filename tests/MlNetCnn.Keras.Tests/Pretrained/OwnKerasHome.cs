namespace MlNetCnn.Keras.Tests;

/// <summary>Tests that set the environment variable KERAS_HOME: one after the other.</summary>
[CollectionDefinition(nameof(OwnKerasHome), DisableParallelization = true)]
public sealed class OwnKerasHome;
