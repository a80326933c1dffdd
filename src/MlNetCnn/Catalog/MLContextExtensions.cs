using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace MlNetCnn;

/// <summary>Hangs this library on ML.NET's context.</summary>
public static class MLContextExtensions
{
    private static readonly ConditionalWeakTable<MLContext, CnnCatalog> Catalogs = [];

    extension(MLContext ml)
    {
        /// <summary>Keras-style convnets as pipeline components.</summary>
        /// <exception cref="NotSupportedException">This version of ML.NET lacks a member that saving and loading need; the message names it.</exception>
        public CnnCatalog Cnn => Catalogs.GetValue(ml, static context => new CnnCatalog(context));
    }
}
