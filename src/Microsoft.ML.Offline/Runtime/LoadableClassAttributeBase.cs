using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Says how a class is made from a model: by which names, from which arguments.</summary>
internal abstract class LoadableClassAttributeBase : Attribute
{
    protected LoadableClassAttributeBase(string summary, Type instType, Type loaderType, Type argType, Type[] sigTypes, string userName, params string[] loadNames)
    {
        Contracts.CheckValue(instType, nameof(instType));
        Contracts.CheckValue(loaderType, nameof(loaderType));
        Contracts.CheckNonEmpty(sigTypes, nameof(sigTypes));
        if (loadNames == null || loadNames.Length == 0)
            loadNames = [userName];
        Contracts.CheckParam(!loadNames.Any(string.IsNullOrWhiteSpace), nameof(loadNames), "LoadableClass loadName parameter can't be empty");

        Type[] parameters = ParametersOf(sigTypes[0]);
        foreach (Type signature in sigTypes.Skip(1))
        {
            Contracts.CheckParam(ParametersOf(signature).SequenceEqual(parameters), nameof(sigTypes),
                "LoadableClass signatures must have the same set of parameters");
        }

        InstanceType = instType;
        LoaderType = loaderType;
        ArgType = argType;
        SigTypes = sigTypes;
        CtorTypes = argType == null ? parameters : [argType, .. parameters];
        Summary = summary;
        UserName = userName;
        LoadNames = loadNames;
    }

    /// <summary>The type of the instances.</summary>
    public Type InstanceType { get; private set; }

    /// <summary>The type with the constructor or the static method Create.</summary>
    public Type LoaderType { get; private set; }

    /// <summary>The type of the settings, or null.</summary>
    public Type ArgType { get; private set; }

    /// <summary>Delegate types, each one way of loading.</summary>
    public Type[] SigTypes { get; private set; }

    /// <summary>The parameters of the constructor or of Create, without the environment.</summary>
    public Type[] CtorTypes { get; private set; }

    /// <summary>What the class does.</summary>
    public string Summary { get; private set; }

    /// <summary>The name shown to people.</summary>
    public string UserName { get; private set; }

    /// <summary>The names under which it is loaded.</summary>
    public string[] LoadNames { get; private set; }

    /// <summary>The name of its documentation.</summary>
    public string DocName { get; set; }

    private static Type[] ParametersOf(Type signature)
    {
        Contracts.CheckValue(signature, nameof(SigTypes));
        MethodInfo invoke = signature.BaseType == typeof(MulticastDelegate) ? signature.GetMethod("Invoke") : null;
        Contracts.CheckParam(invoke != null, nameof(SigTypes), "LoadableClass signature type must be a delegate type");
        Contracts.CheckParam(invoke.ReturnType == typeof(void), nameof(SigTypes), "LoadableClass signature type must be a delegate type with void return");
        return Array.ConvertAll(invoke.GetParameters(), parameter => parameter.ParameterType);
    }
}
