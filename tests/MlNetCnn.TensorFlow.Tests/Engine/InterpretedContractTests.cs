using MlNetCnn.Compute;
using MlNetCnn.Compute.Tests.Contract;

namespace MlNetCnn.TensorFlow.Tests.Engine;

/// <summary>The TensorFlow engine keeps the contract, its graphs run by the interpreter.</summary>
public sealed class InterpretedContractTests : ExecutableContract
{
    protected override IEngine Engine => Interpreted.Engine;
}
