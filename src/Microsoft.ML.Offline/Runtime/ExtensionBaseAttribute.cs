namespace Microsoft.ML;

/// <summary>Marks a class as an extension found by a contract name. Only ML.NET derives from it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName) => ContractName = contractName;

    /// <summary>The name by which a saved model refers to the class.</summary>
    public string ContractName { get; }
}
