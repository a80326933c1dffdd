using MlNetCnn.TensorFlow.Native;

namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>Alone, since all tests of the process see the variable.</summary>
[CollectionDefinition(nameof(EnvironmentVariableTests), DisableParallelization = true)]
[Collection(nameof(EnvironmentVariableTests))]
public sealed class EnvironmentVariableTests
{
    [Fact]
    public void The_option_comes_before_the_variable_and_the_variable_before_the_programs_own()
    {
        using var one = new MockTensorFlow();
        using var two = new MockTensorFlow();
        var before = Environment.GetEnvironmentVariable(LibraryPlaces.Variable);
        try
        {
            Environment.SetEnvironmentVariable(LibraryPlaces.Variable, two.Library);
            Assert.Same(two.Runtime, TensorFlowRuntime.Load());
            Assert.Same(one.Runtime, TensorFlowRuntime.Load(one.Options));
            Environment.SetEnvironmentVariable(LibraryPlaces.Variable, "no-such-place");
            Assert.False(TensorFlowRuntime.TryLoad(null, out _, out var reason));
            Assert.StartsWith($"the environment variable {LibraryPlaces.Variable} names {Path.GetFullPath("no-such-place")}, where there is neither a file nor a folder.", reason, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(LibraryPlaces.Variable, before);
        }
    }
}
