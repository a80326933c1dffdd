namespace Microsoft.ML.Runtime;

/// <summary>What components run in: hosts, channels, progress and the catalog of loadable classes.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    /// <summary>A host for a component, with its own stream of random numbers.</summary>
    IHost Register(string name, int? seed = null, bool? verbose = null);

    /// <summary>The loadable classes.</summary>
    ComponentCatalog ComponentCatalog { get; }
}
