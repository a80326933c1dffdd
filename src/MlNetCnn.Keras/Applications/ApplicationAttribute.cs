namespace MlNetCnn.Keras;

/// <summary>
/// Marks the method of <see cref="Applications"/> that lists an application's variants, so that a new one is found by name without
/// changing any other file.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ApplicationAttribute : Attribute;
