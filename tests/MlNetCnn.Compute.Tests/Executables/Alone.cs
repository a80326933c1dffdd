namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Tests that measure the process's memory: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
