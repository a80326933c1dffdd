namespace MlNetCnn.Compute.Tests.Contract;

/// <summary>The managed engine keeps the contract.</summary>
public sealed class ManagedContractTests : ExecutableContract
{
    protected override IEngine Engine { get; } = new ManagedEngine();
}
