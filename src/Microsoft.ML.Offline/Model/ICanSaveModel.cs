namespace Microsoft.ML;

/// <summary>Can write itself into a model.</summary>
public interface ICanSaveModel
{
    /// <summary>Writes itself; must set the version information.</summary>
    void Save(ModelSaveContext ctx);
}
