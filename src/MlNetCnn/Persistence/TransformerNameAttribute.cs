namespace MlNetCnn.Persistence;

/// <summary>
/// Marks a transformer that model zips may hold, with the name they hold it under. Such a class has a static <c>Load(TransformerReader)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class TransformerNameAttribute(string name) : Attribute
{
    /// <summary>Name in the zip; never changes once released.</summary>
    public string Name { get; } = name;
}
