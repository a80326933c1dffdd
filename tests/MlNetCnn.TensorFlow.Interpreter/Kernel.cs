namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>What executes an operation.</summary>
/// <param name="Definition">The operation.</param>
/// <param name="Execute">Makes the outputs.</param>
/// <param name="Stateful">Whether it reads or writes what is outside of the graph.</param>
internal sealed record Kernel(OpDefinition Definition, Func<KernelCall, Tensor[]> Execute, bool Stateful);
