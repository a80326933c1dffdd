namespace MlNetCnn.Tests;

/// <summary>Tests that measure the whole process: no other runs beside them, whose memory would be taken for theirs.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
